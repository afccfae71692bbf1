Feature: A drill fails where the architecture is broken
  Each scenario breaks one thing that high availability depends on, and runs the drill
  that covers it. The drill must fail, and for the right reason: a drill that cannot fail
  proves nothing when it passes.

  Scenario: Without such a change, the same drills pass
    Given the production architecture is running
    And clients are using the application
    When the "application hang" drill runs
    Then the drill passes
    When the "instance termination" drill runs
    Then the drill passes
    When the "zone power loss" drill runs on the zone of the primary database
    Then the drill passes

  Scenario: All zones share one NAT gateway
    Given the production architecture is running with a single NAT gateway
    And clients are using the application
    Then the production architecture violates that each zone reaches the internet through its own NAT gateway, because "which is not its own zone"
    When the "zone power loss" drill runs on zone "eu-west-2a"
    Then the drill fails because "expected clients to be served without errors"
    And the failure is explained by "stands in eu-west-2a, which lost its power: calls from eu-west-2b to services outside the VPC fail"

  Scenario: The database is in a single zone
    Given the production architecture is running with a database in a single zone
    And clients are using the application
    Then the production architecture violates that every tier stands in at least two zones, because "has no standby in another zone"
    When the "zone power loss" drill runs on the zone of the primary database
    Then the drill fails because "expected the database to fail over"
    And the failure is explained by "has no standby in another zone"

  Scenario: The group uses EC2 health checks only, and an application hangs
    Given the production architecture is running with EC2 health checks only
    And clients are using the application
    Then the production architecture violates that the group replaces what the load balancer finds unhealthy, because "not to ELB"
    When the "application hang" drill runs
    Then the drill fails because "expected the group to be back at its desired capacity"
    And the failure is explained by "uses EC2 health checks: an instance whose application hangs is never replaced"

  Scenario: The group is limited to one zone
    Given the production architecture is running
    And clients are using the application
    When somebody limits the group to zone "eu-west-2a"
    Then the production architecture violates that every tier stands in at least two zones, because "may stand in eu-west-2a only"
    When the "zone power loss" drill runs on zone "eu-west-2a"
    Then the drill fails because "expected the group to be back at its desired capacity outside eu-west-2a"
    And the failure is explained by "may launch in eu-west-2a only, which lost its power"

  Scenario: One zone alone carries the usual load
    An instance serves 100 requests per second. With no capacity to replace the lost one,
    the other instance must carry the load alone.

    Given the production architecture is running
    And clients are using the application with 60 requests per second
    When EC2 has no capacity in zone "eu-west-2a"
    And zone "eu-west-2b" loses power
    Then clients are served without errors again in time

  Scenario: One zone alone cannot carry three times the usual load
    Given the production architecture is running with a group of two instances that cannot grow
    And clients are using the application with 180 requests per second
    When EC2 has no capacity in zone "eu-west-2a"
    And the "zone power loss" drill runs on zone "eu-west-2b"
    Then the drill fails because "expected clients to be served without errors"
    And the failure is explained by "overload: 180 requests per second on 1 instance"

  Scenario: The health check does not look at what requests depend on
    The health check asks the application only whether it runs. Requests call a service
    outside the VPC, which one zone no longer reaches.

    Given the production architecture is running
    And clients are using the application
    When somebody removes the default route of the application in zone "eu-west-2a"
    Then clients see errors within 1 minute
    And clients are not served without errors within 10 minutes
    And the load balancer still finds every target healthy
    And the failure is explained by "in eu-west-2a has no route to the internet"
    And the failure is explained by "every target is healthy while requests fail: the health check /health"
    And the production architecture violates that each zone reaches the internet through its own NAT gateway, because "does not reach the internet"

  Scenario: The health check takes errors for healthy
    Given the production architecture is running
    And clients are using the application
    When somebody lets the health check pass with any HTTP status of "200-499"
    Then the production architecture violates that the group replaces what the load balancer finds unhealthy, because "takes an answer of 400 for healthy"
    When the drill of the fault "application-errors:status=404" runs
    Then the drill fails because "expected clients to be served without errors"
    And the failure is explained by "every target is healthy while requests fail: clients get status 404, and the health check /health takes 200-499 as healthy"

  Scenario: The health check notices a hung application too late
    Given the production architecture is running
    And clients are using the application
    When somebody lets the load balancer check health every 300 seconds, unhealthy after 10 failures
    And the "application hang" drill runs
    Then the drill fails because "the configuration allows 3005 s, judged against the ceiling"
    And the failure is explained by "the configuration allows 3005 s"

  Scenario: The group's launches are suspended
    Given the production architecture is running
    And clients are using the application
    When somebody suspends the Launch process of the group
    Then the production architecture violates that the group replaces what the load balancer finds unhealthy, because "these processes are suspended: Launch"
    When the "instance termination" drill runs
    Then the drill fails because "expected the group to be back at its desired capacity"
    And the failure is explained by "suspended processes of"

  Scenario: The group's replacements are suspended
    Given the production architecture is running
    And clients are using the application
    When somebody suspends the ReplaceUnhealthy process of the group
    Then the production architecture violates that the group replaces what the load balancer finds unhealthy, because "these processes are suspended: ReplaceUnhealthy"
    When the "application hang" drill runs
    Then the drill fails because "expected the group to be back at its desired capacity"
    And the failure is explained by "ReplaceUnhealthy"

  Scenario: The security group admits the load balancer on the wrong port
    Given the production architecture is running
    And clients are using the application
    When somebody lets the application tier admit the load balancer on port 8081 only
    Then the production architecture violates that the application admits only the load balancer, because "does not reach"
    And clients see errors within 2 minutes
    When the "instance termination" drill runs
    Then the drill is inconclusive because "there was no steady state to begin with"
    And the failure is explained by "admits the load balancer on port 8081, the application listens on 8080"

  Scenario: New instances get a security group that admits the load balancer on the wrong port
    What runs serves; what replaces it never would. Nobody notices until an instance is lost.

    Given the production architecture is running
    And clients are using the application
    When somebody launches new instances with a security group that admits the load balancer on port 8081 only
    Then the production architecture violates that the application admits only the load balancer, because "does not reach"
    When the "instance termination" drill runs
    Then the drill fails because "expected as many healthy targets as the group desires"
    And the failure is explained by "admits the load balancer on port 8081, the application listens on 8080"
