package dev.azdrill.simulator.world;

/**
 * An Availability Zone.
 *
 * @param name what the account calls it: {@code eu-west-2a}
 * @param id what AWS calls it in every account: {@code euw2-az2}
 */
public record Zone(String name, String id) {}
