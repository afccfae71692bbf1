/**
 * Drills as YAML files: {@link dev.azdrill.drill.file.DrillFile} reads them, {@link
 * dev.azdrill.drill.file.DrillYaml} writes them. Every fault and every expectation has a form here;
 * the JSON Schema {@code drill.schema.json} describes the same for editors.
 */
@NullMarked
package dev.azdrill.drill.file;

import org.jspecify.annotations.NullMarked;
