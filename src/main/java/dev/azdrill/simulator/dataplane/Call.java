package dev.azdrill.simulator.dataplane;

import dev.azdrill.simulator.world.LoadBalancing;
import java.util.Optional;
import java.util.Set;

/**
 * What one request of a client asks for.
 *
 * @param request as listener rules look at it
 * @param weight how many requests it stands for
 * @param write the id of the record that it stores
 * @param wanted the ids of the records that it reads back; empty for a request that does not
 */
record Call(
    LoadBalancing.Request request, double weight, Optional<String> write, Set<String> wanted) {}
