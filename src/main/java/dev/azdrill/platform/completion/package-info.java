/**
 * What a foreign AWS API lacks, completed: the ports of the region's services over the SDK, and one
 * read snapshot of the foreign EC2.
 *
 * <p>How time passes is a {@link Pace}. Where the foreign EC2 lives elsewhere, three kinds of
 * threads meet: the pacer's, which lets events happen; the reader's, which looks at the foreign
 * EC2; and those that make calls. All state is the writer's. Calls of the ports are made while
 * their caller is the writer, so a slow EC2 holds up time, and nobody sees half of what was done;
 * readings are made without the lock, unless writes keep overtaking them. Nothing waits for another
 * thread while it holds the lock: whoever wrote past the ports tells the reader without waiting.
 *
 * <p>Any call to the foreign EC2 may fail, and it may undo what it did. The ports refuse then, and
 * the controllers lose nothing: each goes on from the state that it has reached, at its next look.
 *
 * <p>Where the foreign EC2 is a region in this JVM, both share one kernel and its lock: there is no
 * thread, and a reading is an event.
 */
@NullMarked
package dev.azdrill.platform.completion;

import org.jspecify.annotations.NullMarked;
