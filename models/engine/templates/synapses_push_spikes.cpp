{# The queue of a pathway, by buckets of synapses instead of single ones: buckets.hpp #}
{# USES_VARIABLES { _n_sources, delay, _source_dt } #}
{% extends 'common_group.cpp' %}

{% block before_code %}
    const std::vector<int32_t> _order = brian::{{owner.name}}_buckets.prepare(
        {{get_array_name(variables['delay'], access_data=False)}},
        {{get_array_name(owner.synapse_sources, access_data=False)}},
        {{constant_or_scalar('_n_sources', variables['_n_sources'])}}, {{_source_dt}});
    {% for values in owner.synapses._registered_variables | variables_to_array_names(access_data=False) | sort %}
    reorder({{values}}, _order);
    {% endfor %}
{% endblock %}

{% block maincode %}
    {% set _eventspace = get_array_name(eventspace_variable) %}
    {{owner.name}}_buckets.advance();
    {{owner.name}}_buckets.push({{_eventspace}}, {{_eventspace}}[_num{{eventspace_variable.name}} - 1]);
{% endblock %}
