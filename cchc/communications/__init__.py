"""What is published about the reform, where and how often, against what was planned."""
