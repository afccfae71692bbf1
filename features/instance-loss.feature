Feature: An instance may die
  An instance is cattle. Whatever happens to one, its group replaces it and clients
  hardly notice.

  Background:
    Given the production architecture is running
    And clients are using the application

  Scenario: An instance is terminated
    When an instance is terminated
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And as many targets are healthy as the group desires in time
    And clients are served without errors again in time

  Scenario: An instance is stopped
    When an instance is stopped
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And as many targets are healthy as the group desires in time

  Scenario: The application on an instance hangs
    The machine is well, only nobody answers. EC2 sees nothing; the load balancer does.

    When the application on an instance hangs
    Then the load balancer stops routing to it in time
    And the group is back at its desired capacity in time
    And clients are served without errors again in time

  Scenario: Without health checks of the load balancer a hung application stays
    Given somebody sets the group to EC2 health checks only
    When the application on an instance hangs
    Then the load balancer stops routing to it in time
    And the group does not replace it for 30 minutes
