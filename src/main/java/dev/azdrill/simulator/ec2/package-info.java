/**
 * Amazon EC2 and its networks: one file per noun, one writable truth. Other services reach it
 * through the ports of {@code world} alone.
 */
@NullMarked
package dev.azdrill.simulator.ec2;

import org.jspecify.annotations.NullMarked;
