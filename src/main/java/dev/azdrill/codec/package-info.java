/**
 * Any SDK request, response or model value to and from query parameters, XML, JSON and CBOR.
 *
 * <p>Every value of the AWS SDK v2 carries its own wire description: {@code SdkPojo.sdkFields()}
 * names each member, where it stands on the wire, how lists wrap and what is required. This room
 * reads that description and nothing else: it knows no service, so a new operation needs no new
 * code here.
 */
@NullMarked
package dev.azdrill.codec;

import org.jspecify.annotations.NullMarked;
