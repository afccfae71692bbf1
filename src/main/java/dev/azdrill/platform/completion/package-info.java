/**
 * What a foreign AWS API lacks, completed: the ports of the region's services over the SDK, and one
 * read snapshot of the foreign EC2.
 *
 * <p>How time passes is a {@link Pace}. For drills who waits moves it: lets one instant after the
 * other happen, waits for what was decided to be done, and reads the foreign EC2. Behind a gateway,
 * for other people's tools, a pacer's thread lets events happen and a reader's looks at the foreign
 * EC2. In both cases one thread does what was decided, one decides what needs an answer, and others
 * make requests. All state is the writer's, and no call is made under the writer's lock:
 *
 * <ul>
 *   <li>An event makes none. What it knows is the view; what needs no answer, such as the removal
 *       of a network interface or a termination, is done by {@link Acts}; what does, such as a
 *       launch, is decided in a {@link ForeignTurns turn} of its service, a moment later.
 *   <li>A request, and who decides, give the lock back until there is an answer ({@link Calls}).
 *       They keep the turn of their service: no other change of it comes between, while time and
 *       all who read go on.
 *   <li>Before a request is answered, instances on their way to another state are looked at.
 * </ul>
 *
 * <p>So a foreign EC2 that hangs holds up who waits for it, and who would change the same service,
 * until the deadline of a call or until it is found silent; nobody else. What a reply promised may
 * be seen to be done a moment later, as on AWS.
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
