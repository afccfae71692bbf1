/**
 * How the region is spoken to: requests are decoded into the SDK's own request classes, one
 * operation runs under the writer's lock, the SDK's own response class or an error is encoded. Over
 * HTTP or in process, the bytes are the same.
 */
@NullMarked
package dev.azdrill.simulator.wire;

import org.jspecify.annotations.NullMarked;
