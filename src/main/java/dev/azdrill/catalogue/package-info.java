/**
 * What AWS publishes about the region, as data: zones, instance types, database versions and
 * classes, TLS policies.
 *
 * <p>Read once from JSON resources that name their source and date. Blueprints are checked against
 * it and the simulator offers it, so that what one accepts the other can provision. It makes no
 * calls: on another platform the AWS API has the last word.
 */
@NullMarked
package dev.azdrill.catalogue;

import org.jspecify.annotations.NullMarked;
