Feature: The group grows and shrinks with the load
  Target tracking adds instances while the average CPU is above its target, and takes
  them away when it has been well below it for a while.

  Scenario: The load rises and falls
    Given the production architecture is running
    And clients are using the application
    When the load rises to 180 requests per second
    Then the group grows to at least 4 instances within 20 minutes
    And the instances are spread evenly over the zones in time
    And no client saw an error
    When the load falls to 10 requests per second
    Then the group shrinks to 2 instances within 120 minutes
    And the instances are spread evenly over the zones in time
    And no client saw an error

  Scenario: The group never grows beyond its maximum
    An instance serves 100 requests per second: the load rises no faster than the group
    can follow.

    Given the production architecture is running
    And clients are using the application
    When the load rises to 180 requests per second
    Then the group grows to at least 4 instances within 20 minutes
    And the group stays at no more than 4 instances for 2 minutes
    And no client saw an error
    When the load rises to 360 requests per second
    Then the group grows to at least 6 instances within 20 minutes
    And the group stays at no more than 6 instances for 30 minutes
    And no client saw an error

  Scenario: Clients see errors when the load is more than the group can serve
    Given the production architecture is running
    And clients are using the application
    When the load rises to 5000 requests per second
    Then clients see errors within 1 minute
    And the group stays at no more than 6 instances for 30 minutes
