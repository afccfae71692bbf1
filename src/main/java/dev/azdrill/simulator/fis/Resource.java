package dev.azdrill.simulator.fis;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Something in the region that an action may do something to.
 *
 * @param id as its own service calls it: {@code i-0123456789abcdef0}
 * @param description what its service describes; empty where the region keeps none
 */
record Resource(String arn, String id, Map<String, String> tags, Optional<SdkPojo> description) {}
