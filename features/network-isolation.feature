Feature: Only the load balancer is public
  What clients do not need to reach cannot be reached from the internet: by addresses,
  routes and rules together, and not by one setting that somebody may change. Each claim
  is proven from the configuration as AWS describes it.

  Background:
    Given the production architecture is running

  Scenario: Nothing but the load balancer can be reached from the internet
    Then the production architecture guarantees that only the load balancer can be reached from the internet
    And the production architecture guarantees that no instance has a public address

  Scenario: Each tier admits only the one before it
    Then the production architecture guarantees that the application admits only the load balancer
    And the production architecture guarantees that the database admits only the application

  @first
  Scenario: The database is isolated
    Then the production architecture guarantees that the database is isolated from the internet
    And the production architecture guarantees that stored data is encrypted

  Scenario: The load balancer speaks HTTPS and has a web ACL
    Then the production architecture guarantees that the load balancer speaks HTTPS
    And the production architecture guarantees that a web ACL protects the load balancer

  Scenario: Instance metadata is served to session-oriented requests only
    Then the production architecture guarantees that instance metadata needs a session token

  Scenario: A rule that opens the application to the internet is detected
    When somebody opens the application tier to the internet
    Then the production architecture violates that the application admits only the load balancer, because "admits 0.0.0.0/0"

  Scenario: Clients see errors when the application no longer admits the load balancer
    Given clients are using the application
    When the rule that admits the load balancer to the application is revoked
    Then clients see errors within 2 minutes
    When the fault is undone
    Then clients are served without errors again within 10 minutes
