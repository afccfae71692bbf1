/**
 * What all resources of EC2 have in common: the format of their ids, tags, the filters and pages of
 * Describe requests, the errors that several share, and who depends on whom. Knows no resource.
 */
@NullMarked
package dev.azdrill.simulator.ec2.resource;

import org.jspecify.annotations.NullMarked;
