Feature: Outbound traffic leaves through a NAT gateway in its own zone
  Instances reach the internet, the internet does not reach them. Each zone has a way
  out of its own, so that no zone depends on another one's.

  Scenario: Each zone has its own way out
    Given the production architecture is running
    Then the production architecture guarantees that each zone reaches the internet through its own NAT gateway

  Scenario: Three zones have three ways out
    Given the production architecture is running in 3 zones
    Then the production architecture guarantees that each zone reaches the internet through its own NAT gateway

  Scenario: A zone that borrows its neighbour's way out is noticed
    Given the production architecture is running
    When somebody routes one zone through the NAT gateway of another
    Then the production architecture does not guarantee that each zone reaches the internet through its own NAT gateway
