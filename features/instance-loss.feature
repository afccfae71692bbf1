Feature: The service survives the loss of an instance
  Whatever happens to one instance, its group replaces it, and clients see errors for a
  short time at most.

  Background:
    Given the production architecture is running
    And clients are using the application

  Scenario: An instance is terminated
    When an instance is terminated
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And as many targets are healthy as the group desires in time
    And clients are served without errors again in time
    And no outage is longer than 1 minute

  Scenario: An instance is stopped
    When an instance is stopped
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And as many targets are healthy as the group desires in time

  Scenario: The application on an instance hangs
    The instance runs and its application does not answer. EC2's status checks do not see
    it; the load balancer's health checks do.

    When the application on an instance hangs
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And clients are served without errors again in time

  Scenario: Without the load balancer's health checks a hung application is not replaced
    Given somebody sets the group to EC2 health checks only
    When the application on an instance hangs
    Then the load balancer stops routing to it in time
    And the group does not replace it for 30 minutes
