/**
 * What is wanted: a {@link dev.azdrill.topology.Blueprint} and the values that it is made of.
 *
 * <p>Everything here is an immutable value that was checked when it was made: a blueprint that
 * exists can be provisioned. Nothing here talks to AWS; the one thing read is YAML, by {@link
 * dev.azdrill.topology.Blueprints}. A blueprint may well describe an architecture that is not
 * highly available, for that is what guarantees are for: only what AWS itself would refuse, or what
 * contradicts itself, is refused here.
 */
@NullMarked
package dev.azdrill.topology;

import org.jspecify.annotations.NullMarked;
