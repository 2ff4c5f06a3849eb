"""Rules and gazetteers: data files that turn text into records."""

from extractor.rules.load import Rule, RuleSet, gazetteer, ruleset, rulesets

__all__ = ["Rule", "RuleSet", "gazetteer", "ruleset", "rulesets"]
