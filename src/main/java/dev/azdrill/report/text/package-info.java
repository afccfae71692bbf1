/**
 * What all reports and the command line share: observations as sentences, how numbers and times are
 * written, and how text from outside is made safe. Without a clock and without a locale.
 */
@NullMarked
package dev.azdrill.report.text;

import org.jspecify.annotations.NullMarked;
