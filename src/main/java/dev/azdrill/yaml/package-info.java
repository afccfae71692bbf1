/**
 * Strict reading of YAML files: one document of texts, lists and mappings, of limited size and
 * depth; whatever is wrong is one sentence with file, line and column.
 */
@NullMarked
package dev.azdrill.yaml;

import org.jspecify.annotations.NullMarked;
