Feature: The demo architecture lacks what the production architecture guarantees
  The demo is for learning: instances with public addresses, no NAT gateway, no
  database. It runs beside production here to show that each check can fail.

  Scenario Outline: What one guarantees and the other does not
    Given the production architecture is running
    And the demo architecture is running
    Then the production architecture guarantees that <claim>
    And the demo architecture does not guarantee that <claim>

    Examples:
      | claim                                                      |
      | only the load balancer can be reached from the internet    |
      | no instance has a public address                           |
      | each zone reaches the internet through its own NAT gateway |
      | a web ACL protects the load balancer                       |
      | the load balancer speaks HTTPS                             |

  Scenario: The demo's violations are shown by a packet that gets through
    Given the demo architecture is running
    Then the demo architecture violates that only the load balancer can be reached from the internet
    And the demo architecture violates that no instance has a public address
