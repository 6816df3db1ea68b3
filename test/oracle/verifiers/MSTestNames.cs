// The names of MSTest that an emitted test file uses, as the package declares them.
using System;

namespace Microsoft.VisualStudio.TestTools.UnitTesting
{
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public class TestClassAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
    public class TestMethodAttribute : Attribute
    {
    }

    public static class Assert
    {
        public static void AreEqual<T>(T expected, T actual)
        {
            if (!Equals(expected, actual))
            {
                throw new Exception("expected " + expected + ", was " + actual);
            }
        }
    }
}
