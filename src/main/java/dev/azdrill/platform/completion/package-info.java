/**
 * What a foreign AWS API lacks, completed: the ports of the region's services over the SDK, and one
 * read snapshot of the foreign EC2.
 *
 * <p>How time passes is a {@link Pace}. Where the foreign EC2 lives elsewhere, four kinds of
 * threads meet: the pacer's, which lets events happen; the reader's, which looks at the foreign
 * EC2; the one that does what was decided; and those that make calls. All state is the writer's.
 * Nothing waits for another thread while it holds the lock: whoever wrote past the ports tells the
 * reader without waiting, and who makes a request to a completed service next reads first.
 *
 * <p>Called without the lock: every reading; what stops and starts the instances of a zone; what
 * needs no answer, such as the removal of a network interface. Under the lock are those calls
 * without whose answer a service cannot go on, because it decides and notes in one piece: a launch,
 * which becomes a member of its group or a failed activity; a network interface and its address,
 * which become a node of a load balancer or a database; a termination, which is ordered again until
 * EC2 takes it; a launch template, a certificate, and an instance on its way to another state, as
 * they are at that moment. A slow EC2 holds up time for these until the deadline of a call, and one
 * that is silent is not called at all.
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
