// The names of xUnit that an emitted test file uses, as the package declares them.
using System;

namespace Xunit
{
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
    public class FactAttribute : Attribute
    {
    }

    public static class Assert
    {
        public static void Equal(string expected, string actual)
        {
            if (expected != actual)
            {
                throw new Exception("expected " + expected + ", was " + actual);
            }
        }
    }
}
