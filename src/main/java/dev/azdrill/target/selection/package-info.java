/** From words on a command line, in properties or in the environment to a target. */
@NullMarked
package dev.azdrill.target.selection;

import org.jspecify.annotations.NullMarked;
