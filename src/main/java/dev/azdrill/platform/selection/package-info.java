/** From options, system properties and environment variables to a platform. */
@NullMarked
package dev.azdrill.platform.selection;

import org.jspecify.annotations.NullMarked;
