/**
 * What is wanted: a {@link dev.azdrill.topology.Blueprint} and the values that it is made of.
 *
 * <p>Everything here is an immutable value that was checked when it was made: a blueprint that
 * exists can be provisioned. Nothing here talks to AWS; the one thing read is YAML, by {@link
 * dev.azdrill.topology.Blueprints}. A blueprint may well describe an architecture that is not
 * highly available, for that is what guarantees are for. Refused is what AWS itself would refuse,
 * what azdrill does not simulate, what contradicts itself, and what could not serve a single
 * request; whether an image or a certificate exists, only the platform knows, and provisioning asks
 * it first.
 */
@NullMarked
package dev.azdrill.topology;

import org.jspecify.annotations.NullMarked;
