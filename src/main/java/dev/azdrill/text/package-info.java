/**
 * Text that people type and read: made safe to print, without secrets, and with the word that was
 * probably meant.
 */
@NullMarked
package dev.azdrill.text;

import org.jspecify.annotations.NullMarked;
