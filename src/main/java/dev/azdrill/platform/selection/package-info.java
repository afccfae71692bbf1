/** From words on a command line, in properties or in the environment to a platform. */
@NullMarked
package dev.azdrill.platform.selection;

import org.jspecify.annotations.NullMarked;
