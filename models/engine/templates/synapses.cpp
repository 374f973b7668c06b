{# Delivers the buckets that are due: buckets.hpp #}
{# USES_VARIABLES { _synaptic_pre } #}
{% extends 'common_synapses.cpp' %}

{% block maincode %}
    {% set _sources = get_array_name(variables['_synaptic_pre']) %}
    const size_t _vectorisation_idx = -1;
    {{scalar_code|autoindent}}
    for (const Bucket _bucket : {{pathway.name}}_buckets.due())
    {
        const int32_t _source = {{_sources}}[_bucket.first];
        for (int32_t _synapse = _bucket.first; _synapse < _bucket.last; ++_synapse)
        {
            const size_t _idx = _synapse;
            const size_t _vectorisation_idx = _idx;
            {{vector_code|join("\n")|replace(_sources ~ "[_idx]", "_source")|autoindent}}
        }
    }
{% endblock %}
