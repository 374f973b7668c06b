{# Brian2's threshold loop in blocks: most hold no spike, which a vectorised comparison shows at once #}
{# USES_VARIABLES { N } #}
{% extends 'common_group.cpp' %}
{% block maincode %}
    const int _vectorisation_idx = -1;
    {{scalar_code|autoindent}}
    {% set _eventspace = get_array_name(eventspace_variable) %}
    long _count = 0;
    for (size_t _start = 0; _start < N; _start += 256)
    {
        const size_t _stop = _start + 256 < N ? _start + 256 : N;
        int _any = 0;
        for (size_t _idx = _start; _idx < _stop; _idx++)
        {
            const size_t _vectorisation_idx = _idx;
            {{vector_code|autoindent}}
            _any |= _cond;
        }
        if (!_any) continue;
        for (size_t _idx = _start; _idx < _stop; _idx++)
        {
            const size_t _vectorisation_idx = _idx;
            {{vector_code|autoindent}}
            if (_cond) {{_eventspace}}[_count++] = _idx;
        }
    }
    {{_eventspace}}[N] = _count;
{% endblock %}

{% block after_code %}
{% set _eventspace = get_array_name(eventspace_variable) %}
{{_eventspace}}[N] = 0;
{% endblock %}
