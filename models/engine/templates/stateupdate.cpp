{# Brian2's loop over cells in blocks, so that arrays that repeat themselves are read from the nearest cache: repeats.hpp #}
{# USES_VARIABLES { N } #}
{# ALLOWS_SCALAR_WRITE #}
{% extends 'common_group.cpp' %}

{% block maincode %}
    const size_t _vectorisation_idx = -1;
    {{scalar_code|autoindent}}
    {% set _code = vector_code|join("\n") %}
    {% set _arrays = {} %}
    {% for name, variable in variables|dictsort if variable.array is defined and variable.array and variable_indices[name] == '_idx' %}
        {% set _array = get_array_name(variable) %}
        {% if _array ~ "[_idx]" in _code %}
            {% set _kind = "constant" if variable.constant else "moving" if name in moving else "changing" %}
            {% if _arrays.update({_array: _kind}) %}{% endif %}
        {% endif %}
    {% endfor %}
    static long _calls = 0;
    {% for array, kind in _arrays|dictsort %}
    auto *const _all{{array}} = {{array}};
    {% if kind == "constant" %}
    static const std::vector<size_t> _places{{array}} = repeats({{array}}, N);
    {% elif kind == "moving" %}
    static std::vector<size_t> _places{{array}};
    if (_calls % {{moving_steps}} == 0) _places{{array}} = repeats({{array}}, N);
    {% endif %}
    {% endfor %}
    ++_calls;
    for (size_t _start = 0; _start < N; _start += BLOCK)
    {
        const int _size = _start + BLOCK < N ? BLOCK : N - _start;
        {% for array, kind in _arrays|dictsort %}
        {% set _place = "_start" if kind == "changing" else "_places" ~ array ~ "[_start / BLOCK]" %}
        auto *__restrict {{array}} = _all{{array}} + {{_place}};
        {% endfor %}
        #pragma GCC ivdep
        for (int _idx = 0; _idx < _size; _idx++)
        {
            const size_t _vectorisation_idx = _idx;
            {{vector_code|autoindent}}
        }
    }
{% endblock %}
