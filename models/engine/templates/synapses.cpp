{# Delivers the buckets that are due: buckets.hpp #}
{# USES_VARIABLES { _synaptic_pre } #}
{% extends 'common_synapses.cpp' %}

{% block maincode %}
    {% set _sources = get_array_name(variables['_synaptic_pre']) %}
    {% set _read = pathway.synapses._registered_variables|rejectattr('name', 'in', ['_synaptic_pre', 'delay']) %}
    const size_t _vectorisation_idx = -1;
    {{scalar_code|autoindent}}
    const std::vector<Bucket> &_due = {{pathway.name}}_buckets.due();
    for (size_t _place = 0; _place < _due.size(); ++_place)
    {
        if (_place + AHEAD < _due.size())
        {
            const int32_t _coming = _due[_place + AHEAD].first;
            {% for values in _read|variables_to_array_names(access_data=False)|sort %}
            __builtin_prefetch({{values}}.data() + _coming);
            {% endfor %}
        }
        const Bucket _bucket = _due[_place];
        for (int32_t _synapse = _bucket.first; _synapse < _bucket.last; ++_synapse)
        {
            const size_t _idx = _synapse;
            const size_t _vectorisation_idx = _idx;
            {{vector_code|join("\n")|replace(_sources ~ "[_idx]", "_bucket.source")|autoindent}}
        }
    }
{% endblock %}
