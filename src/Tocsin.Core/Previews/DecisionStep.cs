namespace Tocsin.Core.Previews;

/// <summary>A step of deciding, in the order of deciding.</summary>
public enum DecisionStep
{
    /// <summary>The rule set does not have the product.</summary>
    Product = 1,

    /// <summary>A knock-out.</summary>
    KnockOut = 2,

    /// <summary>A value that is required.</summary>
    Required = 3,

    /// <summary>A characteristic of the scorecard, or the formula.</summary>
    Score = 4,

    /// <summary>The rating scale, or what moves the grade.</summary>
    Grade = 5,

    /// <summary>A bound of the policy.</summary>
    Bound = 6,

    /// <summary>A cap of the limit.</summary>
    Limit = 7,

    /// <summary>A component of the rate.</summary>
    Price = 8,

    /// <summary>A condition of the offer.</summary>
    Condition = 9,

    /// <summary>Reasons, or another part of the policy.</summary>
    Policy = 10,

    /// <summary>Before all others: one of the two rule sets refuses to decide what is asked.</summary>
    Refused = 11,
}
