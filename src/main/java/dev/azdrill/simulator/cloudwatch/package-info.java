/**
 * Amazon CloudWatch: metrics with their data points, and alarms that watch them.
 *
 * <p>{@code MetricData} keeps what is published, {@code Alarms} keeps the alarms and evaluates each
 * once in its period (at most a minute), {@code Evaluation} decides what a row of data points
 * means. Other services publish and are moved through the port {@link
 * dev.azdrill.simulator.world.Metrics}.
 */
@NullMarked
package dev.azdrill.simulator.cloudwatch;

import org.jspecify.annotations.NullMarked;
