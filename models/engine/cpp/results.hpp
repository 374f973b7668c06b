// Saves what a run leaves behind as raw arrays in Brian2's results folder.
#pragma once
#include <fstream>
#include <string>
#include <vector>
#include "objects.h"

static bool save_failed = false;

template <class T> static void save(std::ofstream &file, const std::vector<T> &values) {
    if (!values.empty()) file.write(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

template <class T> static void save_vector(const std::string &name, const std::vector<T> &values) {
    std::ofstream file(brian::results_dir + name, std::ios::binary);
    save(file, values);
    file.close();
    save_failed |= file.fail();
}

template <class T> static void save_rows(const std::string &name, DynamicArray2D<T> &rows) {
    std::ofstream file(brian::results_dir + name, std::ios::binary);
    for (int row = 0; row < rows.n; ++row)
        if (rows.m) file.write(reinterpret_cast<const char *>(&rows(row, 0)), rows.m * sizeof(T));
    file.close();
    save_failed |= file.fail();
}
