/** Which word was probably meant. */
@NullMarked
package dev.azdrill.spelling;

import org.jspecify.annotations.NullMarked;
