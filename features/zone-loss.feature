Feature: The service survives the loss of a zone
  An Availability Zone loses its power: instances, load balancer nodes, the NAT gateway
  and the database in it fail at once. The other zones must serve all clients.

  Scenario: The zone of the primary database loses power
    Given the production architecture is running
    And clients are using the application
    When the zone of the primary database loses power
    Then the load balancer stops routing to that zone in time
    And the database fails over in time
    And clients are served without errors again in time
    And the group is back at its desired capacity outside that zone in time
    And as many targets are healthy as the group desires in time
    And the primary is described in another zone in time
    And no outage is longer than 3 minutes
    And acknowledged writes are still there
    When power returns to that zone
    Then the instances are spread evenly over the zones in time
    And the steady state is restored in time

  Scenario: The zone of the standby loses power
    Given the production architecture is running
    And clients are using the application
    When the zone of the standby database loses power
    Then the load balancer stops routing to that zone in time
    And clients are served without errors again in time
    And the group is back at its desired capacity outside that zone in time
    And the database has not failed over
    When power returns to that zone
    Then the steady state is restored in time

  Scenario Outline: The service survives the loss of any of three zones
    Given the production architecture is running in 3 zones
    And clients are using the application
    When zone "<zone>" loses power
    Then the load balancer stops routing to that zone in time
    And clients are served without errors again in time
    And the group is back at its desired capacity outside that zone in time
    When power returns to that zone
    Then the instances are spread evenly over the zones in time

    Examples:
      | zone       |
      | eu-west-2a |
      | eu-west-2b |
      | eu-west-2c |

  Scenario: An instance is replaced in another zone when its own has no capacity
    Given the production architecture is running
    And clients are using the application
    When EC2 has no capacity in the zone of an instance
    And that instance is terminated
    Then the group is back at its desired capacity in time
    And clients are served without errors again in time
    When the fault is undone
    Then the instances are spread evenly over the zones in time
