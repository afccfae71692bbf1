/**
 * What a foreign AWS API lacks, completed: the ports of the region's services over the SDK, and one
 * read snapshot of the foreign EC2.
 */
@NullMarked
package dev.azdrill.target.completion;

import org.jspecify.annotations.NullMarked;
