"""The design system: tokens, components and base pages."""
