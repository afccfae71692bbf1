Feature: Outbound traffic leaves through a NAT gateway in its own zone
  Instances reach the internet, and the internet does not reach them. Each zone has a
  NAT gateway of its own, so that no zone depends on another.

  Scenario: Each of two zones has its own NAT gateway
    Given the production architecture is running
    Then the production architecture guarantees that each zone reaches the internet through its own NAT gateway

  Scenario: Each of three zones has its own NAT gateway
    Given the production architecture is running in 3 zones
    Then the production architecture guarantees that each zone reaches the internet through its own NAT gateway

  Scenario: Routing through another zone's NAT gateway is detected
    Given the production architecture is running
    When somebody routes one zone through the NAT gateway of another
    Then the production architecture violates that each zone reaches the internet through its own NAT gateway, because "which is not its own zone"
