package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.Templates;

/**
 * Through what Auto Scaling meets the rest of the region.
 *
 * @param compute the instances
 * @param templates what they are launched from
 * @param network the subnets that they are launched into
 * @param targetGroups where they are registered
 * @param metrics the alarms that move groups, and where groups publish
 */
public record Ports(
    Compute compute,
    Templates templates,
    Networking network,
    TargetGroups targetGroups,
    Metrics metrics) {}
