/**
 * How the region is spoken to: requests are decoded into the SDK's own request classes, one
 * operation runs under the writer's lock, the SDK's own response class or an error is encoded. Over
 * HTTP or in process, the bytes are the same.
 *
 * <p>In front of a foreign AWS API, a request is told by the service that it is signed for: those
 * that the region completes are answered here, all others are forwarded and stay as they are.
 */
@NullMarked
package dev.azdrill.simulator.wire;

import org.jspecify.annotations.NullMarked;
