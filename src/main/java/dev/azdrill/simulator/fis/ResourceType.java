package dev.azdrill.simulator.fis;

import java.util.Map;
import java.util.Optional;

/**
 * A type of resources that may be targets.
 *
 * @param id {@code aws:ec2:instance}
 * @param description empty for one of which the region has no resources
 * @param parameters what a target of this type may say of its resources, and what that is
 */
record ResourceType(String id, Optional<String> description, Map<String, String> parameters) {}
