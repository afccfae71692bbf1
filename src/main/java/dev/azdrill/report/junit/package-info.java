/** Evidence as JUnit XML for build servers. */
@NullMarked
package dev.azdrill.report.junit;

import org.jspecify.annotations.NullMarked;
