package dev.azdrill.simulator;

import dev.azdrill.simulator.world.Certificates;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Templates;
import java.util.Optional;

/**
 * An EC2 that is not the region's own: LocalStack's, for one. The services that the region adds to
 * it meet it through these ports and in no other way.
 *
 * @param compute its instances
 * @param templates its launch templates
 * @param network its subnets, groups and network interfaces
 * @param source all that decides what becomes of a packet there
 * @param certificates the certificates beside it; empty where the region issues them itself
 */
public record ForeignEc2(
    Compute compute,
    Templates templates,
    Networking network,
    NetworkSource source,
    Optional<Certificates> certificates) {}
