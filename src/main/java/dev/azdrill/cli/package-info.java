/** The command line: commands, exit codes, and what people see while they wait. */
@NullMarked
package dev.azdrill.cli;

import org.jspecify.annotations.NullMarked;
